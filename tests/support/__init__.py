"""Helpers of the tests that look at the product from outside."""
