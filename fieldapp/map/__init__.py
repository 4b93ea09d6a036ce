"""The map without a network: files of tiles, their drawing, pins, clusters and the order of stops."""
