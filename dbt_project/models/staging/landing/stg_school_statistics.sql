{{ in_force('school_statistics') }}
