"""What every HTTP room shares; sites are looked up through functions that the app hands over."""
