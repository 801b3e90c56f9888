[
  (function_declaration)
  (generator_function_declaration)
  (method_definition)
  (arrow_function)
  (function_expression)
  (generator_function)
] @function
[(class_declaration) (class)] @class
(yield_expression) @yield
(ERROR) @error
