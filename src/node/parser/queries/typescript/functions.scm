; What TypeScript's grammar has of its own.

(public_field_definition
  name: (_) @name
  value: [(arrow_function) (function_expression) (generator_function)] @function) @declaration @field

[
  (function_declaration return_type: (_ (_) @returns))
  (generator_function_declaration return_type: (_ (_) @returns))
  (method_definition return_type: (_ (_) @returns))
  (arrow_function return_type: (_ (_) @returns))
  (function_expression return_type: (_ (_) @returns))
  (generator_function return_type: (_ (_) @returns))
] @function

(abstract_class_declaration name: (_) @scope.name body: (class_body) @scope.body) @scope.class
(export_statement declaration: (abstract_class_declaration) @scope.class) @declaration

(internal_module name: (_) @scope.name body: (statement_block) @scope.body) @scope.object
(export_statement declaration: (internal_module) @scope.object) @declaration

(variable_declarator
  name: (identifier) @scope.name
  value: [
    (as_expression . (object) @scope.object @scope.body)
    (satisfies_expression . (object) @scope.object @scope.body)
  ])

(function_signature name: (_) @overload.name) @overload
(class_body (method_signature name: (_) @overload.name) @overload)
(export_statement declaration: (function_signature name: (_) @overload.name)) @overload
