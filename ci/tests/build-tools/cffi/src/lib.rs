#[repr(C)]
pub struct Point {
    x: i32,
    y: i32,
}

#[no_mangle]
pub extern "C" fn mirrored(point: Point) -> Point {
    Point { x: point.y, y: point.x }
}
