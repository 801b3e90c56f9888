; Functions with their parts; the summarizer climbs to decorators itself.
(function_definition) @function
(class_definition) @class
(yield) @yield
(ERROR) @error
