"""What tests of several folders use: builders, stand-ins, and how tests are run."""
