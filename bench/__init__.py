"""Benchmarks: what `./run bench` measures, each with its goal."""
