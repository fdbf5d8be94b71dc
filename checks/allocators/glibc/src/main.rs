fn main() {
    checks::run("glibc");
}
