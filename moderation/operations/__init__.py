"""Running the service: serve, worker, health, doctor and the demonstration."""
