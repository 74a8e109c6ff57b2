"""What seeds plant, an area in each module; https://docs.github.com/rest."""
