{{ in_force('school_form') }}
