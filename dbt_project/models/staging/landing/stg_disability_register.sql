{{ in_force('disability_register') }}
