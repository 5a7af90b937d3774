using Foundation.Mail;

namespace Balsts.Tests.Mail;

public sealed class MailerTests
{
    private static readonly Letter letter = new("inese@school.example", "Novembra pārskats gaida", "Sveika!\nTevi gaida 2 pārskati.", "<p>Sveika!</p>", "Inese Kalniņa", "lv", new("https://balsts.example/unsubscribe/abc"));

    private static Mailer To(SmtpServer server) => new(MailSettings.Parse(server.Address)!);

    [Fact]
    public async Task A_letter_arrives_as_text_and_as_HTML()
    {
        await using var server = new SmtpServer();
        (await To(server).Send(letter)).Failed.ShouldBeFalse();

        var received = server.Letters.ShouldHaveSingleItem();
        received.From.ShouldBe("balsts@school.example");
        received.To.ShouldBe(["inese@school.example"]);
        received.Subject.ShouldBe("Novembra pārskats gaida");
        received.Text.ReplaceLineEndings("\n").ShouldBe("Sveika!\nTevi gaida 2 pārskati.");
        received.Html.ShouldBe("<p>Sveika!</p>");
        received.Header("To").ShouldBe("Inese Kalniņa <inese@school.example>".Replace("Inese Kalniņa", received.Header("To")!.StartsWith('"') ? "\"Inese Kalniņa\"" : "Inese Kalniņa"));
        received.Header("List-Unsubscribe").ShouldBe("<https://balsts.example/unsubscribe/abc>");
        received.Header("List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        received.Header("Message-ID").ShouldNotBeNull().ShouldEndWith("@school.example>");
    }

    [Fact]
    public async Task A_line_break_in_a_subject_or_a_name_begins_no_header()
    {
        await using var server = new SmtpServer();
        (await To(server).Send(letter with { Subject = "Hello\r\nBcc: all@school.example", ToName = "Inese\r\nX-Evil: 1" })).Failed.ShouldBeFalse();
        var received = server.Letters.ShouldHaveSingleItem();
        received.Header("Bcc").ShouldBeNull();
        received.Header("X-Evil").ShouldBeNull();
        received.To.ShouldBe(["inese@school.example"]);
    }

    [Theory]
    [InlineData("nobody"), InlineData("a@b.example\r\nRCPT TO:<c@d.example>"), InlineData("")]
    public async Task What_is_no_address_is_refused_before_the_server_is_asked(string address)
    {
        await using var server = new SmtpServer();
        (await To(server).Send(letter with { To = address })).Problem.ShouldBe(MailProblems.NoSuchAddress);
        server.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_told_apart_from_a_server_that_cannot_now()
    {
        await using var server = new SmtpServer { Unknown = address => address.StartsWith("gone", StringComparison.Ordinal) };
        (await To(server).Send(letter with { To = "gone@school.example" })).Problem.ShouldBe(MailProblems.NoSuchAddress);
        server.Busy = true;
        (await To(server).Send(letter)).Problem.ShouldBe(MailProblems.NotSent);
    }

    [Fact]
    public async Task A_server_that_is_silent_is_not_waited_for()
    {
        await using var server = new SmtpServer { Silent = true };
        var mailer = new Mailer(MailSettings.Parse(server.Address)!) { Patience = TimeSpan.FromMilliseconds(200) };
        (await mailer.Send(letter)).Problem.ShouldBe(MailProblems.NotSent);
    }

    [Fact]
    public async Task A_server_that_is_not_there_takes_no_letter()
    {
        var server = new SmtpServer();
        var address = server.Address;
        await server.DisposeAsync();
        (await new Mailer(MailSettings.Parse(address)!).Send(letter)).Problem.ShouldBe(MailProblems.NotSent);
    }

    [Fact]
    public async Task The_name_and_the_password_are_those_of_the_settings()
    {
        await using var server = new SmtpServer();
        var mailer = new Mailer(MailSettings.Parse($"smtp://balsts%40school.example:p%40ss@127.0.0.1:{server.Port}")!);
        (await mailer.Send(letter)).Failed.ShouldBeFalse();
        server.SignedIn.ShouldBe(["balsts@school.example:p@ss"]);
    }

    [Fact]
    public void The_settings_do_not_tell_their_password()
    {
        var settings = MailSettings.Parse("smtps://user:secret@mail.example")!;
        settings.ToString().ShouldBe("smtps://user:***@mail.example:587");
        $"{settings}".ShouldNotContain("secret");
        Should.Throw<FormatException>(() => MailSettings.Parse("http://user:secret@mail.example")).Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Without_an_address_there_is_no_mail() => MailSettings.Parse(" ").ShouldBeNull();
}
