{{ in_force('student_changes') }}
