-- student_changes in force: made from the contracts by `make generate`; what is written here by hand is lost.
{{ in_force('student_changes') }}
