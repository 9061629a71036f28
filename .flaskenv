FLASK_APP=handler.cli.flask_commands
