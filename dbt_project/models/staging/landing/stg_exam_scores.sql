-- exam_scores in force: made from the contracts by `make generate`; what is written here by hand is lost.
{{ in_force('exam_scores') }}
