/S
/// EXERP
