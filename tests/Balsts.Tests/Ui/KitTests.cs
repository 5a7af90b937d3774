using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Foundation.Languages;
using Foundation.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Balsts.Tests.Ui;

/// <summary>The component kit as the browser gets it.</summary>
public sealed class KitTests : IAsyncDisposable
{
    private const string Hostile = "\"><script>alert('x')</script>&";

    private readonly ServiceProvider services = new ServiceCollection().AddSingleton(new Texts("en")).AddLogging().BuildServiceProvider();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task<IHtmlDocument> Render(RenderFragment fragment)
    {
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Whole>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Content"] = fragment }))).ToHtmlString());
        html.ShouldNotContain(" style=");
        return new HtmlParser().ParseDocument(html);
    }

    private Task<IHtmlDocument> Render<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent =>
        Render(b => Put<TComponent>(b, parameters));

    private static void Put<TComponent>(RenderTreeBuilder b, params (string Name, object? Value)[] parameters) where TComponent : IComponent
    {
        b.OpenComponent<TComponent>(0);
        foreach (var (name, value) in parameters) b.AddComponentParameter(1, name, value);
        b.CloseComponent();
    }

    private Task<IHtmlDocument> RenderForm(EditContext form, RenderFragment fields) => Render(b =>
    {
        b.OpenComponent<CascadingValue<EditContext>>(0);
        b.AddComponentParameter(1, "Value", form);
        b.AddComponentParameter(2, "ChildContent", (RenderFragment)(inner =>
        {
            Put<FormErrors>(inner);
            inner.AddContent(5, fields);
        }));
        b.CloseComponent();
    });

    private sealed class Whole : ComponentBase
    {
        [Parameter] public RenderFragment? Content { get; set; }
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }

    private enum Kind { Talk, Visit }

    private sealed class Line
    {
        [Range(5, 600)] public int Minutes { get; set; }
    }

    private sealed class Input
    {
        [Required, StringLength(80)] public string Title { get; set; } = "";
        public string? Text { get; set; }
        public Kind Kind { get; set; } = Kind.Visit;
        public DateOnly On { get; set; } = new(2026, 11, 30);
        public decimal Load { get; set; } = 0.75m;
        public List<Kind> Kinds { get; set; } = [Kind.Talk];
        public bool Agreed { get; set; }
        public List<Line> Lines { get; set; } = [new() { Minutes = 10 }, new() { Minutes = 20 }];
    }

    private static readonly IReadOnlyList<Option> Kinds = [new("Talk", "A talk"), new("Visit", Hostile, "Group")];

    [Fact]
    public async Task A_state_is_a_word_an_icon_and_a_colour()
    {
        var page = await Render<State>(("Kind", StateKind.Returned), ("Text", "Returned"));
        page.QuerySelector(".b-state.is-returned")!.TextContent.ShouldBe("Returned");
        page.QuerySelector(".b-state use")!.GetAttribute("href")!.ShouldEndWith("icons.svg#arrow-back-up");
        page.QuerySelector("svg")!.GetAttribute("aria-hidden").ShouldBe("true");
    }

    [Fact]
    public async Task A_page_says_who_sees_it()
    {
        var page = await Render<PageHead>(("Title", Hostile), ("Sees", "Only you see this desk."));
        page.QuerySelector("h1")!.TextContent.ShouldBe(Hostile);
        page.QuerySelector("script").ShouldBeNull();
        page.QuerySelector(".b-sees span")!.TextContent.ShouldBe("Only you see this desk.");
    }

    [Theory]
    [InlineData("Zane Ozoliņa", "ZO")]
    [InlineData("Nərgiz Əliyeva", "NƏ")]
    [InlineData("Anna Marija Bērziņa", "AB")]
    [InlineData("Madonna", "M")]
    [InlineData(" ", "?")]
    public void Initials_are_of_the_first_and_the_last_name(string name, string initials) => Avatar.Initials(name).ShouldBe(initials);

    [Fact]
    public async Task A_field_is_named_after_its_property_and_knows_its_limits()
    {
        var input = new Input { Title = Hostile };
        var page = await RenderForm(new(input), b => Put<Field<string>>(b, ("For", (Expression<Func<string>>)(() => input.Title)), ("Label", "Title"), ("Hint", "In short")));
        var field = page.QuerySelector("input")!;
        field.GetAttribute("name").ShouldBe("Posted.Title");
        field.Id.ShouldBe("Posted-Title");
        field.GetAttribute("value").ShouldBe(Hostile);
        field.GetAttribute("maxlength").ShouldBe("80");
        field.HasAttribute("required").ShouldBeTrue();
        field.GetAttribute("aria-describedby").ShouldBe("Posted-Title-hint");
        field.HasAttribute("aria-invalid").ShouldBeFalse();
        page.QuerySelector("label")!.GetAttribute("for").ShouldBe("Posted-Title");
        page.QuerySelector("#Posted-Title-hint")!.TextContent.ShouldBe("In short");
        page.QuerySelector(".b-errors").ShouldBeNull();
    }

    [Fact]
    public async Task A_field_of_a_line_carries_the_number_of_the_line()
    {
        var input = new Input();
        var page = await RenderForm(new(input), b =>
        {
            for (var i = 0; i < input.Lines.Count; i++)
            {
                var row = i;
                Put<NumberField<int>>(b, ("For", (Expression<Func<int>>)(() => input.Lines[row].Minutes)), ("Label", "Minutes"));
            }
        });
        var fields = page.QuerySelectorAll("input");
        fields.Select(f => f.GetAttribute("name")).ShouldBe(["Posted.Lines[0].Minutes", "Posted.Lines[1].Minutes"]);
        fields.Select(f => f.Id).ShouldBe(["Posted-Lines-0-Minutes", "Posted-Lines-1-Minutes"]);
        fields.Select(f => f.GetAttribute("value")).ShouldBe(["10", "20"]);
        fields[0].GetAttribute("min").ShouldBe("5");
    }

    private sealed class Page { public Input Input { get; } = new() { Title = "From the page" }; public Expression<Func<string>> For => () => Input.Title; }

    [Fact]
    public async Task The_name_of_the_input_is_not_part_of_the_name_of_a_field()
    {
        var owner = new Page();
        var page = await RenderForm(new(owner.Input), b => Put<Field<string>>(b, ("For", owner.For), ("Label", "Title")));
        page.QuerySelector("input")!.GetAttribute("name").ShouldBe("Posted.Title");
        page.QuerySelector("input")!.GetAttribute("value").ShouldBe("From the page");
    }

    [Fact]
    public async Task Numbers_and_days_are_written_as_the_browser_wants_them_in_every_language()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("lv");
        try
        {
            var input = new Input();
            var page = await RenderForm(new(input), b =>
            {
                Put<NumberField<decimal>>(b, ("For", (Expression<Func<decimal>>)(() => input.Load)), ("Label", "Load"), ("Step", "0.05"));
                Put<DateField<DateOnly>>(b, ("For", (Expression<Func<DateOnly>>)(() => input.On)), ("Label", "On"));
            });
            page.QuerySelector("[type=number]")!.GetAttribute("value").ShouldBe("0.75");
            page.QuerySelector("[type=date]")!.GetAttribute("value").ShouldBe("2026-11-30");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task What_is_wrong_stands_under_the_field_and_above_the_form_with_a_link()
    {
        var input = new Input();
        var form = new EditContext(input);
        var messages = new ValidationMessageStore(form);
        messages.Add(form.Field(nameof(Input.Title)), "Write a title.");
        messages.Add(form.Field(nameof(Input.Kind)), "Choose what it was.");
        messages.Add(new FieldIdentifier(input, ""), "Somebody changed this.");
        var page = await RenderForm(form, b =>
        {
            Put<Field<string>>(b, ("For", (Expression<Func<string>>)(() => input.Title)), ("Label", "Title"));
            Put<Choice<Kind>>(b, ("For", (Expression<Func<Kind>>)(() => input.Kind)), ("Label", "Kind"), ("Options", Kinds), ("Pick", true));
        });

        var field = page.QuerySelector("#Posted-Title")!;
        field.GetAttribute("aria-invalid").ShouldBe("true");
        field.GetAttribute("aria-describedby").ShouldBe("Posted-Title-error");
        page.QuerySelector("#Posted-Title-error")!.TextContent.ShouldBe("Write a title.");

        var summary = page.QuerySelector(".b-errors")!;
        summary.GetAttribute("role").ShouldBe("alert");
        summary.QuerySelectorAll("li").Length.ShouldBe(3);
        foreach (var link in summary.QuerySelectorAll("a")) page.QuerySelector(link.GetAttribute("href")!).ShouldNotBeNull();
        summary.QuerySelectorAll("li").Last().TextContent.ShouldBe("Somebody changed this.");
    }

    [Fact]
    public async Task A_choice_shows_what_was_chosen()
    {
        var input = new Input();
        var page = await RenderForm(new(input), b =>
        {
            Put<Choice<Kind>>(b, ("For", (Expression<Func<Kind>>)(() => input.Kind)), ("Label", "Kind"), ("Options", Kinds));
            Put<Choices<List<Kind>>>(b, ("For", (Expression<Func<List<Kind>>>)(() => input.Kinds)), ("Label", "Kinds"), ("Options", Kinds));
            Put<Check>(b, ("For", (Expression<Func<bool>>)(() => input.Agreed)), ("Label", "Agreed"));
        });
        page.QuerySelector<IHtmlSelectElement>("select")!.Value.ShouldBe("Visit");
        page.QuerySelector("optgroup option")!.TextContent.ShouldBe(Hostile);
        page.QuerySelectorAll("[name='Posted.Kinds'][checked]").Single().GetAttribute("value").ShouldBe("Talk");
        page.QuerySelector("[name='Posted.Agreed']")!.HasAttribute("checked").ShouldBeFalse();
    }

    private Task<IHtmlDocument> RenderPosted(EditContext form, Dictionary<string, Microsoft.Extensions.Primitives.StringValues> posted, RenderFragment fields)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext { Request = { Method = "POST", ContentType = "application/x-www-form-urlencoded", Form = new Microsoft.AspNetCore.Http.FormCollection(posted) } };
        return Render(b =>
        {
            b.OpenComponent<CascadingValue<Microsoft.AspNetCore.Http.HttpContext>>(0);
            b.AddComponentParameter(1, "Value", http);
            b.AddComponentParameter(2, "ChildContent", (RenderFragment)(inner =>
            {
                inner.OpenComponent<CascadingValue<EditContext>>(0);
                inner.AddComponentParameter(1, "Value", form);
                inner.AddComponentParameter(2, "ChildContent", (RenderFragment)(innermost =>
                {
                    Put<FormErrors>(innermost);
                    innermost.AddContent(5, fields);
                }));
                inner.CloseComponent();
            }));
            b.CloseComponent();
        });
    }

    [Fact]
    public async Task What_could_not_be_understood_is_given_back_and_named()
    {
        var line = new Input { Load = 0, Kind = Kind.Talk };
        var page = await RenderPosted(new(line), new() { ["Posted.Load"] = "4o", ["Posted.Kind"] = "Talk" }, b =>
        {
            Put<NumberField<decimal>>(b, ("For", (Expression<Func<decimal>>)(() => line.Load)), ("Label", "Load"));
            Put<Choice<Kind>>(b, ("For", (Expression<Func<Kind>>)(() => line.Kind)), ("Label", "Kind"), ("Options", Kinds));
        });
        page.QuerySelector("[name='Posted.Load']")!.GetAttribute("value").ShouldBe("4o");
        page.QuerySelectorAll(".b-errors li").Select(li => li.TextContent).ShouldBe(["Load: “4o” cannot be understood here."]);
    }

    [Fact]
    public async Task A_password_is_never_sent_back()
    {
        var input = new Input { Title = "secret" };
        var page = await RenderForm(new(input), b => Put<Field<string>>(b, ("For", (Expression<Func<string>>)(() => input.Title)), ("Label", "Password"), ("Type", "password")));
        page.DocumentElement.OuterHtml.ShouldNotContain("secret");
    }

    [Fact]
    public void The_address_of_a_list_keeps_its_state()
    {
        var query = ListQuery.From("https://balsts.example/people?q=a%20b&sort=-name&page=3&size=100&type=school&as=csv#x");
        query.Path.ShouldBe("/people");
        query.Search.ShouldBe("a b");
        (query.Sort, query.Desc, query.Page, query.Size).ShouldBe(("name", true, 3, 100));
        query["type"].ShouldBe("school");
        query.ToString().ShouldBe("/people?q=a%20b&type=school&sort=-name&size=100&page=3");
        ListQuery.From(query.ToString()).ToString().ShouldBe(query.ToString());
    }

    [Fact]
    public void Narrowing_or_sorting_a_list_starts_from_its_first_page()
    {
        var query = ListQuery.From("/people?page=3&sort=name");
        query.With("type", "school").Page.ShouldBe(1);
        query.SortedBy("name").ToString().ShouldBe("/people?sort=-name");
        query.SortedBy("school").ToString().ShouldBe("/people?sort=school");
        query.As("csv").ShouldBe("/people/export?sort=name&as=csv");
    }

    [Theory]
    [InlineData("/x?page=0")]
    [InlineData("/x?page=-1&size=9999999")]
    [InlineData("/x?page=99999999999999999999&size=abc&q=")]
    public void What_an_address_says_wrongly_is_left_out(string address) => ListQuery.From(address).ToString().ShouldBe("/x");

    private sealed record Someone(string Name, int Minutes);

    private static readonly TableColumn<Someone>[] Columns =
    [
        new("Name") { IsTitle = true, Text = s => s.Name, Href = s => "/people/" + s.Minutes, SortKey = "name" },
        new("Word") { Cell = s => b => b.AddContent(0, s.Name), Class = "is-bare" },
        new("Minutes, all of them") { Short = "Minutes", Text = s => s.Minutes.ToString(), Numeric = true, Total = "30" }
    ];

    private Task<IHtmlDocument> RenderTable(string address, IReadOnlyList<Someone> rows, params (string, object?)[] more) => Render<DataTable<Someone>>(
        [("Rows", rows), ("Columns", Columns), ("Caption", "People"), ("Query", ListQuery.From(address)), ("Search", "Name"), ("Size", 2), .. more]);

    [Fact]
    public async Task A_table_keeps_its_meaning_when_it_turns_into_cards()
    {
        var page = await RenderTable("/people?sort=-name", [new(Hostile, 10), new("Zane", 20)], ("Count", 5));
        var table = page.QuerySelector("table")!;
        table.GetAttribute("role").ShouldBe("table");
        table.QuerySelector("caption")!.TextContent.ShouldBe("People");
        table.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        table.QuerySelectorAll("tbody th[scope=row][role=rowheader]").Select(h => h.TextContent).ShouldBe([Hostile, "Zane"]);
        table.QuerySelectorAll("tbody tr:first-child td").Select(c => c.GetAttribute("data-l")).ShouldBe(["Word", "Minutes"]);
        table.QuerySelectorAll("tbody td").ShouldAllBe(c => c.GetAttribute("role") == "cell");
        table.QuerySelector("th[aria-sort=descending] a")!.GetAttribute("href").ShouldBe("/people?sort=name");
        table.QuerySelector("tfoot td")!.TextContent.ShouldBe("30");
        page.QuerySelector("script").ShouldBeNull();
    }

    [Fact]
    public async Task Pages_of_a_list_lead_on_and_back()
    {
        var page = await RenderTable("/people?page=2&q=z", [new("A", 1), new("B", 2)], ("Count", 5));
        page.QuerySelector("[rel=prev]")!.GetAttribute("href").ShouldBe("/people?q=z");
        page.QuerySelector("[rel=next]")!.GetAttribute("href").ShouldBe("/people?q=z&page=3");
        page.QuerySelector("nav [aria-current=page]")!.TextContent.ShouldBe("2");
        page.QuerySelector(".b-bar.is-foot .num")!.TextContent.ShouldBe("3–4 of 5");
    }

    [Fact]
    public async Task Chosen_filters_can_be_taken_away_and_survive_a_search()
    {
        IReadOnlyList<ListFilter> filters = [new("type", "Type", [new("school", "a school")])];
        var page = await RenderTable("/people?type=school&other=1", [new("A", 1)], ("Count", 1), ("Filters", filters), ("Exports", true));
        page.QuerySelector("a.b-chip-x")!.GetAttribute("href").ShouldBe("/people?other=1");
        page.QuerySelector("form[role=search] select option[selected]")!.TextContent.ShouldBe("a school");
        page.QuerySelector("form[role=search] [type=hidden][name=other]")!.GetAttribute("value").ShouldBe("1");
        page.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")).ShouldBe(["/people/export?other=1&type=school&as=csv", "/people/export?other=1&type=school&as=xlsx"]);
    }

    [Fact]
    public async Task Chosen_rows_are_posted_with_the_act()
    {
        var page = await RenderTable("/people", [new("A", 1), new(Hostile, 2)], ("Key", (Func<Someone, string>)(s => s.Name)), ("BulkAction", "/people/invite"),
            ("Bulk", (RenderFragment)(b => b.AddMarkupContent(0, "<button name=\"act\" value=\"invite\">Invite</button>"))));
        var form = page.QuerySelector("form.b-bulk")!;
        form.GetAttribute("action").ShouldBe("/people/invite");
        page.QuerySelectorAll("tbody input[type=checkbox]").Select(i => (i.GetAttribute("form"), i.GetAttribute("value"))).ShouldBe([(form.Id, "A"), (form.Id, Hostile)]);
    }

    [Fact]
    public async Task A_list_without_rows_says_so_or_teaches()
    {
        RenderFragment empty = b => Put<EmptyState>(b, ("Title", "Nobody here yet"));
        (await RenderTable("/people", [], ("Empty", empty))).QuerySelector(".b-empty h2")!.TextContent.ShouldBe("Nobody here yet");
        (await RenderTable("/people?q=zz", [], ("Empty", empty))).QuerySelector("[role=status]")!.TextContent.ShouldBe("Nothing matches.");
    }

    [Fact]
    public async Task A_chart_has_words_and_a_table_beside_it()
    {
        var page = await Render<Chart>(("Id", "c"), ("Title", "Support"), ("Says", "More than last year."), ("Kind", ChartKind.Bar), ("Labels", new[] { "Jan", Hostile }),
            ("Series", new Series[] { new("People", [3, null]) }), ("Suppressed", "< 5"), ("Table", (RenderFragment)(b => b.AddMarkupContent(0, "<table></table>"))));
        var svg = page.QuerySelector("svg[role=img]")!;
        foreach (var id in svg.GetAttribute("aria-labelledby")!.Split(' ')) page.GetElementById(id).ShouldNotBeNull();
        page.QuerySelector("figure table").ShouldNotBeNull();
        page.QuerySelectorAll("rect.is-c1").Length.ShouldBe(1);
        page.QuerySelectorAll(".b-hatched").Length.ShouldBe(1);
        page.QuerySelector("script").ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 1, 4)]
    [InlineData(3, 1, 3)]
    [InlineData(19, 5, 4)]
    [InlineData(40, 10, 4)]
    [InlineData(41, 20, 3)]
    public void The_scale_of_a_chart_is_made_of_round_numbers(double highest, double step, int count) => ChartPicture.Scale(highest).ShouldBe((step, count));

    [Fact]
    public void Fifty_rows_are_written_without_a_component_for_each_cell()
    {
        var rows = Enumerable.Range(0, 50).Select(i => new Someone($"Person {i}", i)).ToList();
        var table = new DataTable<Someone>();
        var plain = Columns.Where(c => c.Cell is null).ToArray();
        using var builder = new RenderTreeBuilder();
        var write = typeof(DataTable<Someone>).GetMethod("Table", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        typeof(DataTable<Someone>).GetProperty("T", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.SetValue(table, new Texts("en"));
        table.Rows = rows;
        table.Columns = plain;
        write.Invoke(table, [builder]);
        builder.GetFrames().Count.ShouldBeLessThan(50 + 20);
    }
}
