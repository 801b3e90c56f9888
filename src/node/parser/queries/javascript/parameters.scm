; Parameters, one match each, in the order of the text.

(formal_parameters [(identifier) (object_pattern) (array_pattern)] @name) @parameters

(formal_parameters (assignment_pattern left: (_) @name right: (_) @default)) @parameters

(formal_parameters (rest_pattern (_) @name) @rest) @parameters
