"""What the package ``peerster`` itself offers. All but ``_grpc`` is made from ``peerster.aio`` by scripts/clients.mjs."""
