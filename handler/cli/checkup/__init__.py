"""What `flask doctor` looks at: gathered from AWS as plain data, judged by pure functions."""
