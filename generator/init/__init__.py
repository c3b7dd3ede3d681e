"""An office's own project: made from the pages that come with the program, and kept up to date."""

from generator.init.answers import Answers as Answers
from generator.init.office import office_files as office_files
from generator.init.profiles import Profile as Profile
from generator.init.project import create_project as create_project
from generator.init.project import is_free as is_free
from generator.init.update import Outcome as Outcome
from generator.init.update import update_project as update_project
