# criteria
