//! How a unit stands, in pictures: what is counted, for whom.

use crate::common::*;
use crate::stage::*;
use app::ports::casting::Casting as _;
use app::t;

/// The number beside a bar.
fn bar(page: &str, label: &str) -> String {
    let row = page.split("<th scope=\"row\">").find(|row| row.starts_with(&format!("{label}<"))).unwrap_or_default();
    row.split("class=\"num\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_unit_sees_its_own_numbers_and_an_office_no_participation() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    let people = people(&world).await;
    let mut rules = ruleset("xa-ntm-2021-2025");
    rules.participation.percent = 70;
    let round = world.open(COMMUNE, rules).await;
    let codes = world.issue(round, None).await;
    for issued in codes.iter().filter(|one| one.hamlet_code == "01").take(3) {
        world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let get = async |login: &str| people[login].0.get("/lam-viec/tong-quan").await.body;
    let commune = get("xa").await;
    let short = |missing: u32| t!("round-short-of", short = missing);
    let (first, second) = (commune.find(&short(7)).unwrap(), commune.find(&short(4)).unwrap());
    assert!(first < second, "who lacks most comes first: {commune}");
    assert!(commune.contains(&t!("dashboard-days-of", days = 30_u32, count = 3_u32)), "{commune}");
    assert!(commune.contains(&t!("dashboard-satisfaction-none")), "nothing is published: {commune}");
    assert!(!commune.contains(&t!("dashboard-stages")), "it is one commune");

    let province = get("tinh").await;
    assert_eq!(bar(&province, &t!("unit-stage-open")), "1", "{province}");
    assert_eq!(bar(&province, &t!("unit-stage-published")), "0");
    assert!(province.contains(&t!("dashboard-days-of", days = 30_u32, count = 3_u32)));
    let office = get("ubnd").await;
    for key in [t!("dashboard-lagging"), t!("dashboard-days")] {
        assert!(commune.contains(&key) && !office.contains(&key), "{key}");
    }
    let beside = get("xa-khac").await;
    assert!(!beside.contains(&short(7)) && beside.contains(&t!("dashboard-no-round")), "{beside}");
    assert!(beside.contains(&t!("dashboard-days-none", days = 30_u32)), "{beside}");
}
