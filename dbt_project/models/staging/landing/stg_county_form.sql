{{ in_force('county_form') }}
