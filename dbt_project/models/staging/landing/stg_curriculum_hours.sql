-- curriculum_hours in force: made from the contracts by `make generate`; what is written here by hand is lost.
{{ in_force('curriculum_hours') }}
