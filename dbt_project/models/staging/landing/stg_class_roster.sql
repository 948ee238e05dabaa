{{ in_force('class_roster') }}
