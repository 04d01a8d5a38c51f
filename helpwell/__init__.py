"""Helpwell: write an answer once, customers find it anywhere, and a person is always in reach."""
