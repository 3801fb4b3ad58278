use super::Damage;

pub const DAMAGE: &[Damage] = &[];
