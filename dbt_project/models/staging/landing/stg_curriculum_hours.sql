{{ in_force('curriculum_hours') }}
