"""Jira's operations that are written by hand; https://developer.atlassian.com/cloud/jira/platform/rest/v3."""
