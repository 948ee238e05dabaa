{{ in_force('teacher_posts') }}
