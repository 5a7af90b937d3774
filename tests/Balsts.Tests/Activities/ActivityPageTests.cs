using System.Net;
using AngleSharp.Dom;
using Balsts.Activities;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Activities;

/// <summary>The pages of the ledger: logging in three presses, once, correcting, removing, listing, taking along.</summary>
public sealed class ActivityPageTests
{
    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Support_is_logged_once_corrected_and_removed_on_pages(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.As("mentor", "en");
        var before = await Count(site);
        var form = $"/activities/new?kind=CoPlanning&person={Id("teacher")}";
        var page = await mentor.Open(form);
        page.QuerySelector("input[name='Posted.Kind'][checked]")!.GetAttribute("value").ShouldBe("CoPlanning");
        page.QuerySelector("input[name='Posted.People'][checked]")!.GetAttribute("value").ShouldBe(Id("teacher").ToString());
        var sent = await mentor.Send(form, page, ("Posted.Minutes", "40"), ("Posted.Topic", "<b>Tāfele</b>"));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = sent.Next();
        (await mentor.Send(form, page, ("Posted.Minutes", "40"))).Next().ShouldBe(address);
        (await Count(site)).ShouldBe(before + 1);

        // another number of minutes, and what is refused stays typed
        (await mentor.Submit(form, ("Posted.Other", "55"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var refused = await mentor.Submit(form, ("Posted.Minutes", "40"), ("Posted.On", "2026-11-24"), ("Posted.Topic", "Kept"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Html()).QuerySelector("input[name='Posted.Topic']")!.GetAttribute("value").ShouldBe("Kept");
        (await mentor.Submit(form)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await mentor.Submit(form, ("Posted.Other", "abc"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await mentor.GetAsync($"/activities/new?unit={Id("mezmala")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var shown = await mentor.Open(address);
        shown.QuerySelector("h1")!.TextContent.ShouldBe("Co-planning: <b>Tāfele</b>");
        shown.QuerySelector("#history")!.TextContent.ShouldContain("Zane Ozoliņa logged the activity.");
        (await (await site.As("teacher", "en")).Open("/activities")).QuerySelectorAll($"tbody a[href='{address}']").Length.ShouldBe(1);
        var head = await site.As("head", "en");
        (await head.Open($"/units/{Id("gaujmala")}")).QuerySelectorAll($"#support a[href='{address}']").Length.ShouldBe(1);
        (await head.Open($"/people/{Id("teacher")}")).QuerySelectorAll($"#support a[href='{address}']").Length.ShouldBe(1);
        (await (await site.As("mentor")).Open($"/people/{Id("mentor")}")).QuerySelectorAll("#support tbody tr").Length.ShouldBeLessThanOrEqualTo(10);
        (await (await site.As("otherhead")).Open($"/units/{Id("gaujmala")}")).QuerySelector("#support").ShouldBeNull();
        (await QueryCount.Of(() => head.Open($"/units/{Id("gaujmala")}"))).ShouldBeInRange(1, 20);
        (await QueryCount.Of(() => head.Open($"/people/{Id("teacher")}"))).ShouldBeInRange(1, 27);
        (await head.Open(address)).QuerySelectorAll($"a[href='{address}/correct']").Length.ShouldBe(0);
        (await head.GetAsync(address + "/correct")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("otherhead")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // two editors: the second is told and keeps what they typed
        var stale = await mentor.Open(address + "/correct");
        (await mentor.Submit(address + "/correct", ("Posted.Minutes", "90"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mentor.Send(address + "/correct", stale, ("Posted.Minutes", "20"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await mentor.GetStringAsync("/activities/export?as=csv&month=2026-11&kind=CoPlanning")).ShouldContain("Inta Roze");
        (await mentor.GetStringAsync("/activities/export?as=csv&month=2026-10&kind=CoPlanning")).ShouldNotContain("Inta Roze");
        (await head.Open("/activities?month=2026-11&kind=CoPlanning")).QuerySelector("tfoot").ShouldNotBeNull();
        (await head.Open("/activities?month=nonsense&kind=99&unit=x&after=y")).QuerySelector("h1").ShouldNotBeNull();

        (await mentor.Submit(address + "/remove")).Next().ShouldBe("/activities");
        (await mentor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Who_supports_in_many_places_chooses_the_place_first(On database)
    {
        await using var site = new TestSite(database);
        var consultant = await site.As("consultant", "en");
        var places = await consultant.Open("/activities/new");
        places.QuerySelectorAll(".b-lines a").Select(a => a.TextContent).ShouldContain("Mežmalas pamatskola");
        var place = places.QuerySelectorAll(".b-lines a").Single(a => a.TextContent == "Mežmalas pamatskola").GetAttribute("href")!;
        (await consultant.Submit(place, ("Posted.Kind", "Observation"), ("Posted.Minutes", "60"), ("Posted.People", Id("mezmala 0").ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await consultant.Submit($"/activities/new?person={Id("mezmala 1")}", ("Posted.Kind", "Observation"), ("Posted.Minutes", "60"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_same_in_two_tabs_is_there_once_and_again_is_one_press(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.As("mentor", "en");
        var form = $"/activities/new?kind=Observation&person={Id("teacher")}";
        var (one, other) = (await mentor.Open(form), await mentor.Open(form));
        var before = await Count(site);
        var first = (await mentor.Send(form, one, ("Posted.Minutes", "40"))).Next();
        (await mentor.Send(form, one, ("Posted.Minutes", "40"))).Next().ShouldBe(first);
        var refused = await mentor.Send(form, other, ("Posted.Minutes", "40"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var told = await refused.Html();
        told.QuerySelectorAll($"main a[href='{first}']").Length.ShouldBe(1);
        (await Count(site)).ShouldBe(before + 1);
        (await mentor.Send(form, told, ("Posted.Minutes", "40"), ("Posted.Another", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Count(site)).ShouldBe(before + 2);

        // once more, from the person, the school and the list: everything but the day stands there
        site.Clock.Advance(TimeSpan.FromMinutes(30));
        foreach (var page in new[] { $"/people/{Id("teacher")}", $"/units/{Id("gaujmala")}", "/activities" })
        {
            var again = (await mentor.Open(page)).QuerySelectorAll("main a[href*='again=last']")[0].GetAttribute("href")!;
            var filled = await mentor.Open(again);
            filled.QuerySelector("input[name='Posted.Kind'][checked]")!.GetAttribute("value").ShouldBe("Observation");
            filled.QuerySelectorAll("input[name='Posted.People'][checked]").Select(p => p.GetAttribute("value")).ShouldBe([Id("teacher").ToString()]);
            filled.QuerySelector("details.b-further")!.HasAttribute("open").ShouldBeFalse();
            (await mentor.Send(again, filled)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            site.Clock.Advance(TimeSpan.FromMinutes(30));
        }
        (await Count(site)).ShouldBe(before + 5);
        (await (await site.As("teacher")).GetAsync("/activities/new?again=last")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // a local training is credited to each who took part
        var training = await mentor.Submit("/activities/training", ("Posted.Topic", "The board"), ("Posted.Minutes", "90"), ("Posted.People", Id("teacher").ToString()), ("Posted.People", Id("gaujmala 1").ToString()));
        training.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mentor.Submit("/activities/training", ("Posted.Minutes", "90"), ("Posted.People", Id("teacher").ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await site.As("teacher", "en")).Open($"/people/{Id("teacher")}")).QuerySelector("#years")!.TextContent.ShouldContain("1.5");
        (await QueryCount.Of(() => mentor.Open($"/people/{Id("teacher")}"))).ShouldBeInRange(1, 27);
        (await QueryCount.Of(() => mentor.Open(form))).ShouldBeInRange(1, 20);
    }

    static Task<int> Count(TestSite site) => site.Db(db => db.Seen<Activity>(Viewer.System).CountAsync());
}
