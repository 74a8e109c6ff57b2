"""The kernel: serves any clone and knows no vendor by name."""
