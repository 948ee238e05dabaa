"""What Dagster loads (`workspace.yaml`): the graph for the settings of the environment.

What does not belong here: anything but this call.
"""

from pipelines.orchestration.project import definitions_for
from pipelines.settings import Settings

defs = definitions_for(Settings())
