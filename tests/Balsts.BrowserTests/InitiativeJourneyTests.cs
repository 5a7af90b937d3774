using Balsts.Demo;
using Balsts.Units;

namespace Balsts.BrowserTests;

/// <summary>An initiative, played by those it is for, on a phone: a school joins, is given to a mentor, names its people, receives support, and the initiative reports.</summary>
public sealed class InitiativeJourneyTests(Browser browser, ITestOutputHelper output)
{
    const string Send = "main form button[type=submit]";

    [Theory]
    [InlineData("lv", "LV", "municipality", "consultant", "head", "teacher", "gaujmala", "Kopā lasām", "Lasīšanas stunda visās klasēs")]
    [InlineData("az", "AZ", "manager", "projectmentor", "projecthead", "projectteacher", "baku62", "Rəqəmsal sinif", "Hər sinifdə rəqəmsal dərs")]
    public async Task A_school_joins_and_the_initiative_reports(string language, string country, string organiser, string mentor, string head, string teacher, string school, string name, string wants)
    {
        var today = new CountryPacks()[country].Today(TimeProvider.System);
        var (first, last) = (today.AddDays(-30), today.AddMonths(4));
        string initiative, joined, report;

        await using (var manager = await browser.As(organiser, language, 390))
        {
            var page = manager.Page;
            await manager.Go("/initiatives");
            await manager.Follow("main a[href^='/initiatives/new']");
            if (await page.Locator("main a[href*='/initiatives/new?unit=']").CountAsync() > 0) await manager.Follow("main a[href*='/initiatives/new?unit=']");
            await page.Locator("input[name='Posted.Name']").FillAsync(name);
            await page.Locator("textarea[name='Posted.Aim']").FillAsync(wants);
            await page.Locator("input[name='Posted.StartsOn']").FillAsync($"{first:yyyy-MM-dd}");
            await page.Locator("input[name='Posted.EndsOn']").FillAsync($"{last:yyyy-MM-dd}");
            await manager.Picture($"initiative-{language}-1-start");
            await manager.Follow(Send);
            initiative = new Uri(page.Url).AbsolutePath;
            await manager.Picture($"initiative-{language}-2-empty");

            await manager.Follow($"main a[href='{initiative}/schools/join']");
            if (await page.Locator("input[name=find]").CountAsync() > 0) // only where there are many
            {
                await page.Locator("input[name=find]").FillAsync(DemoWorld.UnitName(school)[..6]);
                await page.Locator("input[name=find]").PressAsync("Enter");
                await page.WaitForURLAsync(url => url.Contains("find=", StringComparison.Ordinal));
            }
            await manager.Follow($"main a[href*='unit={DemoWorld.Id(school)}']");
            await page.Locator("input[name='Posted.AgreedOn']").FillAsync($"{first:yyyy-MM-dd}");
            await page.Locator("select[name='Posted.ContactPersonId']").SelectOptionAsync(DemoWorld.Id(head).ToString());
            await page.Locator("textarea[name='Posted.Wants']").FillAsync(wants);
            await page.Locator("input[name='Posted.StartsOn']").FillAsync($"{first:yyyy-MM-dd}");
            await manager.Picture($"initiative-{language}-3-join");
            await manager.Follow(Send);
            joined = new Uri(page.Url).AbsolutePath;

            await manager.Follow($"main a[href='{joined}/mentor']");
            await manager.Picture($"initiative-{language}-4-mentors");
            await manager.Follow($"main a[href*='to={DemoWorld.Id($"{mentor} post")}']");
            await page.Locator("input[name='Posted.StartsOn']").FillAsync($"{first:yyyy-MM-dd}");
            await manager.Picture($"initiative-{language}-5-preview");
            await manager.Follow(Send);
            manager.Complaints.ShouldBeEmpty();
        }

        await using (var leader = await browser.As(head, language, 390))
        {
            var page = leader.Page;
            await leader.Go("/notifications");
            await leader.Picture($"initiative-{language}-6-head-told");
            await leader.Go("/initiatives");
            await leader.Follow($"main a[href='{initiative}'], main a[href='{joined}']");
            if (new Uri(page.Url).AbsolutePath == initiative) await leader.Follow($"main a[href='{joined}']");
            await leader.Follow($"main a[href='{joined}/participants/add']");
            await leader.Choose($"input[name='Posted.People'][value='{DemoWorld.Id(teacher)}']");
            await page.Locator("input[name='Posted.Training']").FillAsync("72 h");
            await page.Locator("input[name='Posted.StartsOn']").FillAsync($"{first:yyyy-MM-dd}");
            await leader.Picture($"initiative-{language}-7-people");
            await leader.Follow(Send);
            await leader.Picture($"initiative-{language}-8-school");
            leader.Complaints.ShouldBeEmpty();
        }

        await using (var supporter = await browser.As(mentor, language, 390))
        {
            var page = supporter.Page;
            await supporter.Go($"/activities/new?unit={DemoWorld.Id(school)}&person={DemoWorld.Id(teacher)}");
            await supporter.Choose("input[name='Posted.Kind']");
            await supporter.Choose("input[name='Posted.Minutes'][value='60']");
            await page.Locator("main form details:has(select[name='Posted.InitiativeId']) > summary").ClickAsync();
            await page.Locator("select[name='Posted.InitiativeId']").SelectOptionAsync(initiative.Split('/')[^1]);
            await supporter.Picture($"initiative-{language}-9-log");
            await supporter.Follow(Send);
            await page.Locator($"main a[href='{initiative}']").WaitForAsync();
            await supporter.Picture($"initiative-{language}-10-logged");
            supporter.Complaints.ShouldBeEmpty();
        }

        await using (var manager = await browser.As(organiser, language, 390))
        {
            var page = manager.Page;
            await manager.Go(initiative);
            await manager.Picture($"initiative-{language}-11-manager");
            await manager.Follow($"main a[href='{initiative}/meetings/new']");
            await page.Locator("select[name='Posted.SchoolId']").SelectOptionAsync(joined.Split('/')[^1]);
            await manager.Choose($"input[name='Posted.People'][value='{DemoWorld.Id(head)}']");
            await page.Locator("textarea[name='Posted.Decisions']").FillAsync(wants);
            await manager.Picture($"initiative-{language}-12-meeting");
            await manager.Follow(Send);

            await manager.Go(initiative);
            await manager.Follow($"main a[href='{initiative}/reports/new']");
            await page.Locator("input[name='Posted.StartsOn']").FillAsync($"{first:yyyy-MM-dd}");
            await page.Locator("input[name='Posted.EndsOn']").FillAsync($"{today.AddDays(-1):yyyy-MM-dd}"); // what is not over yet is not published
            await manager.Follow(Send);
            await page.Locator("textarea[name='Posted.Judgement']").FillAsync(wants);
            await manager.Picture($"initiative-{language}-13-write");
            await manager.Follow("button[name=act][value=publish]");
            report = new Uri(page.Url).AbsolutePath;
            manager.Complaints.ShouldBeEmpty();
        }

        // the school's leadership reads what was published
        await using var reader = await browser.As(head, language, 390);
        await reader.Go(report);
        await reader.Picture($"initiative-{language}-14-report");
        var text = await reader.Page.Locator("main").InnerTextAsync();
        text.ShouldContain(wants);
        (await reader.Barriers()).ShouldBeEmpty();
        reader.Complaints.ShouldBeEmpty();
        output.WriteLine($"{language}: {report}");
    }
}
