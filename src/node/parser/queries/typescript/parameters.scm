; Parameters, one match each, in the order of the text.

(formal_parameters
  (required_parameter
    pattern: [(identifier) (object_pattern) (array_pattern)] @name
    type: (type_annotation (_) @type)?
    value: (_)? @default)) @parameters

(formal_parameters
  (required_parameter
    pattern: (rest_pattern (_) @name) @rest
    type: (type_annotation (_) @type)?)) @parameters

(formal_parameters
  (optional_parameter
    pattern: (_) @name @optional
    type: (type_annotation (_) @type)?)) @parameters
