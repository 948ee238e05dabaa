{{ in_force('exam_scores') }}
