use super::*;
use crate::memory::report::{
    fixture::Fixture, signal::MemorySignal, sources::Sources, status::MemoryStatus, thresholds::Thresholds,
};

const MIB: u64 = 1 << 20;

fn read(fixture: &Fixture) -> Option<ContainerMemory> {
    Cgroups::at(fixture.root()).read(&mut Vec::new())
}

fn container(limit: Option<u64>, current: u64, working_set: u64) -> ContainerMemory {
    ContainerMemory {
        limit_bytes: limit.map(|mib| mib * MIB),
        current_bytes: current * MIB,
        working_set_bytes: working_set * MIB,
    }
}

fn mib(amount: u64) -> String {
    format!("{}\n", amount * MIB)
}

/// Three nested groups of version 2: the limit is in the middle one.
fn v2_nested() -> Fixture {
    let top = "sys/fs/cgroup/kubepods";
    Fixture::new()
        .file("proc/self/cgroup", "0::/kubepods/pod7/app\n")
        .file(
            "proc/self/mountinfo",
            "31 23 0:28 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n",
        )
        .file("sys/fs/cgroup/memory.stat", "anon 1\n")
        .file(&format!("{top}/memory.max"), &mib(4096))
        .file(&format!("{top}/memory.current"), &mib(3000))
        .file(&format!("{top}/pod7/memory.max"), &mib(512))
        .file(&format!("{top}/pod7/memory.current"), &mib(300))
        .file(
            &format!("{top}/pod7/memory.stat"),
            &format!("anon 4096\nfile 9\ninactive_file {}", mib(100)),
        )
        .file(&format!("{top}/pod7/app/memory.max"), "max\n")
        .file(&format!("{top}/pod7/app/memory.current"), &mib(50))
        .file(&format!("{top}/pod7/app/memory.stat"), "inactive_file 4096\n")
}

#[test]
fn v2_takes_the_lowest_limit_on_the_way_up_and_reads_usage_there() {
    assert_eq!(read(&v2_nested()), Some(container(Some(512), 300, 200)));
}

#[test]
fn v2_follows_a_limit_that_changes() {
    let fixture = v2_nested();
    let mut groups = Cgroups::at(fixture.root());
    assert_eq!(groups.read(&mut Vec::new()), Some(container(Some(512), 300, 200)));
    let _fixture = fixture.file("sys/fs/cgroup/kubepods/pod7/memory.max", &mib(400));
    assert_eq!(groups.read(&mut Vec::new()), Some(container(Some(400), 300, 200)));
}

#[test]
fn a_group_that_cannot_be_read_any_more_is_looked_for_again() {
    let own = |group: &str| {
        Fixture::new()
            .file("proc/self/cgroup", &format!("0::/{group}\n"))
            .file(
                "proc/self/mountinfo",
                "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
            )
            .file(&format!("sys/fs/cgroup/{group}/memory.max"), &mib(9))
            .file(&format!("sys/fs/cgroup/{group}/memory.current"), &mib(1))
    };
    let fixture = own("before");
    let mut groups = Cgroups::at(fixture.root());
    assert_eq!(groups.read(&mut Vec::new()), Some(container(Some(9), 1, 1)));
    let _fixture = fixture
        .file("sys/fs/cgroup/before/memory.max", "")
        .file("sys/fs/cgroup/before/memory.current", "")
        .file("proc/self/cgroup", "0::/after\n")
        .file("sys/fs/cgroup/after/memory.max", &mib(7))
        .file("sys/fs/cgroup/after/memory.current", &mib(2));
    assert_eq!(groups.read(&mut Vec::new()), Some(container(Some(7), 2, 2)));
}

#[test]
fn v2_in_a_namespace_is_the_mount_itself() {
    for (membership, mounted_root) in [("0::/\n", "/"), ("0::/../sibling\n", "/"), ("0::/\n", "/docker/1234")] {
        let fixture = Fixture::new()
            .file("proc/self/cgroup", membership)
            .file(
                "proc/self/mountinfo",
                &format!("31 23 0:28 {mounted_root} /sys/fs/cgroup ro - cgroup2 cgroup rw\n"),
            )
            .file("sys/fs/cgroup/memory.max", &mib(256))
            .file("sys/fs/cgroup/memory.current", &mib(128))
            .file("sys/fs/cgroup/memory.stat", &format!("inactive_file {}", mib(28)));
        assert_eq!(
            read(&fixture),
            Some(container(Some(256), 128, 100)),
            "{membership} {mounted_root}"
        );
    }
}

#[test]
fn v2_without_any_limit_is_the_own_group() {
    let fixture = v2_nested()
        .file("sys/fs/cgroup/kubepods/memory.max", "max\n")
        .file("sys/fs/cgroup/kubepods/pod7/memory.max", "max\n");
    let own = read(&fixture).unwrap();
    assert_eq!((own.limit_bytes, own.current_bytes), (None, 50 * MIB));
}

#[test]
fn v2_root_group_is_no_container() {
    let fixture = Fixture::new()
        .file("proc/self/cgroup", "0::/\n")
        .file(
            "proc/self/mountinfo",
            "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
        )
        .file("sys/fs/cgroup/memory.stat", "anon 1\n");
    assert_eq!(read(&fixture), None);
}

const V1_MOUNTS: &str = "30 23 0:27 / /sys/fs/cgroup ro - tmpfs tmpfs ro\n\
    33 30 0:30 /docker/1234 /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu,cpuacct\n\
    35 30 0:32 /docker/1234 /sys/fs/cgroup/memory ro shared:9 - cgroup cgroup rw,memory\n";

fn v1() -> Fixture {
    let group = "sys/fs/cgroup/memory";
    Fixture::new()
        .file(
            "proc/self/cgroup",
            "9:cpu,cpuacct:/docker/1234\n5:memory:/docker/1234/worker\n1:name=systemd:/x\n",
        )
        .file("proc/self/mountinfo", V1_MOUNTS)
        .file(&format!("{group}/memory.limit_in_bytes"), &mib(512))
        .file(&format!("{group}/memory.usage_in_bytes"), &mib(400))
        .file(
            &format!("{group}/memory.stat"),
            &format!("inactive_file 1\ntotal_inactive_file {}", mib(80)),
        )
        .file(
            &format!("{group}/worker/memory.limit_in_bytes"),
            "9223372036854771712\n",
        )
        .file(&format!("{group}/worker/memory.usage_in_bytes"), &mib(40))
        .file(
            &format!("{group}/worker/memory.stat"),
            &format!("total_inactive_file {}", mib(8)),
        )
}

#[test]
fn v1_strips_the_mounted_root_and_takes_2_to_the_60_for_no_limit() {
    assert_eq!(read(&v1()), Some(container(Some(512), 400, 320)));
}

#[test]
fn v1_knows_of_limits_above_what_is_mounted() {
    let fixture = v1().file(
        "sys/fs/cgroup/memory/worker/memory.stat",
        &format!("hierarchical_memory_limit {}total_inactive_file {}", mib(128), mib(8)),
    );
    assert_eq!(read(&fixture), Some(container(Some(128), 40, 32)));
}

#[test]
fn hybrid_uses_the_version_that_has_the_memory_controller() {
    let v1_memory = v1()
        .file("proc/self/cgroup", "4:memory:/docker/1234\n0::/user.slice\n")
        .file(
            "proc/self/mountinfo",
            &format!("{V1_MOUNTS}36 30 0:33 / /sys/fs/cgroup/unified rw - cgroup2 none rw\n"),
        );
    assert_eq!(read(&v1_memory), Some(container(Some(512), 400, 320)));

    let v2_memory = v2_nested().file(
        "proc/self/cgroup",
        "3:cpu:/x\n1:name=systemd:/y\n0::/kubepods/pod7/app\n",
    );
    assert_eq!(read(&v2_memory), Some(container(Some(512), 300, 200)));
}

#[test]
fn mount_points_may_have_spaces() {
    let fixture = Fixture::new()
        .file("proc/self/cgroup", "0::/a\n")
        .file("proc/self/mountinfo", "1 2 0:1 / /my\\040groups rw - cgroup2 none rw\n")
        .file("my groups/a/memory.max", &mib(2))
        .file("my groups/a/memory.current", &mib(1));
    assert_eq!(read(&fixture), Some(container(Some(2), 1, 1)));
}

#[test]
fn a_mount_whose_path_is_no_text_hides_no_other() {
    let mut mounts = b"30 23 0:27 / /tmp/\xff\xfe rw - tmpfs tmpfs rw\n".repeat(4000);
    mounts.extend_from_slice(b"31 23 0:28 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
    let fixture = v2_nested().bytes("proc/self/mountinfo", &mounts);
    assert_eq!(read(&fixture), Some(container(Some(512), 300, 200)));
}

#[test]
fn garbage_is_absent() {
    for garbage in [
        "",
        "\n",
        "::",
        "0:",
        "0::",
        "max",
        "-1",
        "1e3",
        "0::/../../..",
        "\u{0}\u{1}",
        "18446744073709551616",
    ] {
        let fixture = v2_nested()
            .file("sys/fs/cgroup/kubepods/pod7/memory.max", garbage)
            .file("sys/fs/cgroup/kubepods/memory.max", garbage)
            .file("sys/fs/cgroup/kubepods/pod7/app/memory.current", garbage);
        assert_eq!(read(&fixture).and_then(|group| group.limit_bytes), None, "{garbage:?}");
        for file in [
            "proc/self/cgroup",
            "proc/self/mountinfo",
            "proc/self/status",
            "proc/meminfo",
        ] {
            let fixture = v2_nested().file(file, garbage);
            let _ = Sources::at(fixture.root()).report(Thresholds::default());
        }
    }
    let not_utf8 = v2_nested().bytes("proc/self/cgroup", &[0xff, 0xfe, b'0']);
    assert_eq!(read(&not_utf8), None);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever the files say, a report is made, and what it says is possible.
    #[test]
    fn any_text_makes_a_report(
        file in 0_usize..6,
        text in "(0::|:memory:|/|\\.\\.|MemTotal: |MemAvailable: |inactive_file |max|kB|[0-9]{1,21}|[ \\\\:,\n-]|\\PC){0,12}",
    ) {
        let group = "sys/fs/cgroup/kubepods/pod7";
        let files = [
            "proc/self/cgroup".to_owned(),
            "proc/self/mountinfo".to_owned(),
            "proc/meminfo".to_owned(),
            format!("{group}/memory.max"),
            format!("{group}/memory.current"),
            format!("{group}/memory.stat"),
        ];
        let meminfo = "MemTotal: 16777216 kB\nMemAvailable: 8388608 kB\n";
        let fixture = v2_nested().file("proc/meminfo", meminfo).file(&files[file], &text);
        let report = Sources::at(fixture.root()).report(Thresholds::default());
        proptest::prop_assert!(report.memory_percent.is_none_or(|percent| (0.0..=100.0).contains(&percent)));
        proptest::prop_assert_eq!(report.memory_percent.is_none(), report.status == MemoryStatus::Unknown);
    }
}

#[test]
fn a_report_compares_with_the_tightest_limit() {
    let host = "MemTotal:       16777216 kB\nMemFree: 1 kB\nMemAvailable:    8388608 kB\n";
    let report =
        |fixture: Fixture| Sources::at(fixture.file("proc/meminfo", host).root()).report(Thresholds::default());

    let contained = report(v2_nested());
    assert_eq!(contained.signal, Some(MemorySignal::Container));
    assert_eq!(
        (contained.memory_percent, contained.status),
        (Some(39.06), MemoryStatus::Healthy)
    );
    assert_eq!(contained.memory_available_gb, Some(0.3));

    let wide = report(
        v2_nested()
            .file("sys/fs/cgroup/kubepods/pod7/memory.max", &mib(1 << 20))
            .file("sys/fs/cgroup/kubepods/memory.max", "max"),
    );
    assert_eq!(wide.signal, Some(MemorySignal::Host));
    assert_eq!((wide.memory_percent, wide.memory_available_gb), (Some(50.0), Some(8.0)));

    for (current, status) in [
        (509, MemoryStatus::Healthy),
        (510, MemoryStatus::Warning),
        (587, MemoryStatus::Critical),
    ] {
        let full = report(v2_nested().file("sys/fs/cgroup/kubepods/pod7/memory.current", &mib(current)));
        assert_eq!(full.status, status, "{current} {:?}", full.memory_percent);
    }
}
