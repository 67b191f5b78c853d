"""What members write for each other about comments and their authors."""
