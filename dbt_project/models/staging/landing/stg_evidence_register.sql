{{ in_force('evidence_register') }}
