using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Foundation.Jobs;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>Nothing typed is lost: not by a closed page, not by a session that ended.</summary>
public sealed class DraftTests
{
    const string Address = "/units/none";

    static async Task<HttpResponseMessage> Keep(HttpClient client, string json, string address = Address, bool token = true)
    {
        var form = (IHtmlFormElement)(await client.Open("/")).QuerySelector("form[action='/sign-out']")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/drafts?address={Uri.EscapeDataString(address)}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (token) request.Headers.Add("RequestVerificationToken", form.Fields().First(f => f.Key == "__RequestVerificationToken").Value);
        return await client.SendAsync(request);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_draft_is_kept_for_its_writer_without_passwords_and_cleaned_up_when_it_is_old(On database)
    {
        await using var site = new TestSite(database);
        var client = await site.As("head");
        const string fields = """{"Posted.Name":"Ābols","Posted.People":["1","2"],"Posted.Password":"secret","Version":"3"}""";
        (await Keep(client, fields, token: false)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Keep(client, "[1]")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Keep(client, fields, "https://elsewhere.example")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Keep(client, fields)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Keep(client, fields)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var head = (await site.Viewer("head"))!;
        var draft = (await site.Db(db => db.Seen<Draft>(head).ToListAsync())).ShouldHaveSingleItem();
        draft.Fields.ShouldContain("Posted.People");
        draft.Fields.ShouldNotContain("secret");
        var other = (await site.Viewer("otherhead"))!;
        (await site.Db(db => db.Seen<Draft>(other).CountAsync())).ShouldBe(0);

        (await site.Ask(s => s.GetRequiredService<CleanUp>().Run())).ShouldBe(0);
        site.Clock.Advance(Draft.Kept + TimeSpan.FromMinutes(1));
        (await site.Ask(s => s.GetRequiredService<CleanUp>().Run())).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_form_whose_session_ended_waits_behind_the_sign_in(On database)
    {
        await using var site = new TestSite(database);
        var answer = await site.Nobody().PostAsync("/profile", new FormUrlEncodedContent([new("_handler", "form"), new("Posted.Language", "az"), new("Posted.Password", "secret")]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var signIn = answer.Headers.Location!.ToString();
        signIn.ShouldStartWith("/sign-in?next=%2Fprofile%3Fdraft%3D");

        var kept = (await site.Db(db => db.Seen<Draft>(Foundation.Viewers.Viewer.System).ToListAsync())).ShouldHaveSingleItem();
        kept.Address.ShouldBe("/profile");
        kept.Fields.ShouldContain("az");
        kept.Fields.ShouldNotContain("secret");

        var client = site.Nobody();
        var form = (IHtmlFormElement)(await client.Open(signIn + "&lang=en")).QuerySelector("form[action='/sign-in/persona']")!;
        var signedIn = await client.PostAsync("/sign-in/persona", new FormUrlEncodedContent(form.Fields(("persona", "head"))));
        signedIn.Headers.Location!.ToString().ShouldBe($"/profile?draft={kept.Id}");
        (await client.GetAsync(signedIn.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await site.Nobody().PostAsync("/profile", new FormUrlEncodedContent([new("Posted.Language", new string('x', Draft.FieldsMax + 1))]))).Headers.Location!.ToString().ShouldNotContain("draft");
    }
}
