{{ in_force('student_roster') }}
