using Foundation.Viewers;

namespace Balsts.Tests;

public sealed class NarrowViewerTests
{
    [Fact]
    public void Whoever_looks_at_fewer_units_never_sees_more()
    {
        var (near, far, subject) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var whole = new Viewer(Guid.CreateVersion7(), Guid.CreateVersion7(), "Anna", "lv", "LV", ["LV"], new Dictionary<string, Reach>
        {
            ["read"] = new(["LV"], [near], [near], [subject]),
            ["write"] = new([], [near], [], []),
        });

        var only = whole.Only("read", [near, far]);
        only.PersonId.ShouldBe(whole.PersonId);
        only.ReachOf("read").ShouldBe([near]);
        only.CountriesOf("read").ShouldBeEmpty();
        only.SubjectsOf("read").ShouldBeEmpty();
        only.Rights.ShouldBe(["read"]);
        only.May("read", "LV", far).ShouldBeFalse();
        whole.Only("nothing", [near]).May("nothing").ShouldBeFalse();

        var reach = whole.ByReach("read");
        reach.PersonId.ShouldBe(Guid.Empty);
        reach.ReachOf("read").ShouldBe([near]);
        reach.CountriesOf("read").ShouldBeEmpty();
        reach.SubjectsOf("read").ShouldBe(whole.SubjectsOf("read"));
        reach.May("write").ShouldBeFalse();
    }
}
