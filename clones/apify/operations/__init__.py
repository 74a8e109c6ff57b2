"""Apify's operations that are written by hand; https://docs.apify.com/api/v2."""
