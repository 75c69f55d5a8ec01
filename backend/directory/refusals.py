"""Why something in the directory is refused, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class TopicInUse(Problem):
    """`used` has {by, count} for each kind of thing that names it."""

    code = "topic_in_use"
    status = 409
    title = _("This topic is in use")
    detail = _("Companies, experts or programmes name it. Merge it into another topic instead.")


class TopicGone(Problem):
    code = "topic_gone"
    status = 409
    title = _("A topic is gone")
    detail = _("A coordinator has just deleted or merged one of these topics. Look at the list again.")


class TopicSlugTaken(Problem):
    code = "topic_slug_taken"
    status = 409
    title = _("There is such a topic already")
    detail = _("Choose another short name, or use the topic that is there.")
    field = "slug"


class TopicIntoItself(Problem):
    code = "topic_into_itself"
    title = _("A topic cannot be merged into itself")
    detail = _("Choose another topic.")
    field = "into"
