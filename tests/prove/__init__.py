"""What `make prove` runs beside the simulator: real disks that fail, real sockets that fail, other people's clients."""
