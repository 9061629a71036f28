FLASK_APP=handler.cli.commands
