"""Google's operations that are written by hand; https://developers.google.com/workspace."""
