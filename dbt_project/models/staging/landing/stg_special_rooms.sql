{{ in_force('special_rooms') }}
