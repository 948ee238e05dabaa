{{ in_force('teacher_roster') }}
