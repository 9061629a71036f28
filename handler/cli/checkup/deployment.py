"""What a deployed stage should be, as zappa_settings.json says. No IO here."""

from dataclasses import dataclass

from handler.cli.infrastructure.stages import Stage

CONTENT_CHANGE = "handler.entry.on_content_change"
TICK = "handler.entry.on_tick"


@dataclass(frozen=True, slots=True)
class Deployment:
    """A stage in an account; `partition` is `aws`, but in China and for governments another."""

    stage: Stage
    account: str
    partition: str = "aws"

    @property
    def function_arn(self) -> str:
        """The Lambda function."""
        place = f"{self.stage.region}:{self.account}"
        return f"arn:{self.partition}:lambda:{place}:function:{self.stage.function}"

    @property
    def bucket_arn(self) -> str:
        """The content bucket."""
        return f"arn:{self.partition}:s3:::{self.stage.bucket}"

    @property
    def table_arn(self) -> str:
        """The table."""
        place = f"{self.stage.region}:{self.account}"
        return f"arn:{self.partition}:dynamodb:{place}:table/{self.stage.table}"

    @property
    def log_arn(self) -> str:
        """The streams of the function's log."""
        place = f"{self.stage.region}:{self.account}"
        return f"arn:{self.partition}:logs:{place}:log-group:/aws/lambda/{self.stage.function}:*"

    @property
    def role_arn(self) -> str:
        """The role that the function has."""
        return f"arn:{self.partition}:iam::{self.account}:role/{self.stage.role_name}"

    @property
    def handler(self) -> str:
        """What Lambda calls; Zappa's default never works here, as our package hides it."""
        return str(self.stage.remote.get("lambda_handler", "handler.lambda_handler"))

    @property
    def runtime(self) -> str:
        """Lambda's name of the Python version; empty if Zappa takes the operator's own."""
        return str(self.stage.remote.get("runtime", ""))

    @property
    def memory(self) -> int:
        """Megabytes."""
        return int(self.stage.remote.get("memory_size", 512))

    @property
    def seconds(self) -> int:
        """How long the function may run."""
        return int(self.stage.remote.get("timeout_seconds", 30))

    @property
    def keep_warm(self) -> bool:
        """Whether Zappa calls the function every few minutes."""
        return bool(self.stage.remote.get("keep_warm", True))

    @property
    def has_public_address(self) -> bool:
        """Whether Zappa gives the function an address of its own that anybody may read."""
        settings = self.stage.remote
        authorizer = settings.get("function_url_config", {}).get("authorizer", "NONE")
        return bool(settings.get("function_url_enabled")) and authorizer == "NONE"

    @property
    def url(self) -> str:
        """The blog's origin, if the settings name it."""
        remote = self.stage.remote
        variables = remote.get("environment_variables", {})
        url = str(variables.get("COLDPRESS_URL", ""))
        if not url and remote.get("domain"):
            url = f"https://{remote['domain']}/{remote.get('base_path') or ''}"
        return url.rstrip("/")

    def aws(self, command: str) -> str:
        """A command of AWS's own tool, for where the stage is."""
        profile = f"--profile {self.stage.profile_name} " if self.stage.profile_name else ""
        return f"aws {profile}--region {self.stage.region} {command}"

    @property
    def schedule(self) -> str:
        """The command that sets the tick up anew."""
        return f"zappa schedule {self.stage.name}"

    @property
    def deploy(self) -> str:
        """The command that makes all that is missing."""
        return f"coldpress deploy {self.stage.name}"

    @property
    def update(self) -> str:
        """The command that deploys code and settings anew."""
        return self.deploy

    @property
    def provision(self) -> str:
        """The command that creates bucket, table and role, and lets the bucket call."""
        return f"coldpress provision {self.stage.name}"

    def provision_or(self, otherwise: str) -> str:
        """What creates it; CloudFormation does not see what was changed without it."""
        return f"{self.provision}; if that has nothing to do: {otherwise}"

    @property
    def reindex(self) -> str:
        """The command that rebuilds the index."""
        return f"coldpress reindex {self.stage.name}"

    @property
    def status(self) -> str:
        """The command that shows all problems of files."""
        return f"coldpress status {self.stage.name}"

    @property
    def logs(self) -> str:
        """The command that shows what the function wrote lately."""
        return f"coldpress logs {self.stage.name}"
