using System.Text.Json;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>Addresses as somebody writes them who wants the product to reach inside: each was judged by hand before the guard saw it.</summary>
public sealed class OddAddressTests
{
    private const string Rows =
        """"
        {"url": "http://[::]/x", "expected": "refuse", "id": "M001"}
        {"url": "http://[::1]/x", "expected": "refuse", "id": "M002"}
        {"url": "http://[0:0:0:0:0:0:0:1]/x", "expected": "refuse", "id": "M003"}
        {"url": "http://[::ffff:10.0.0.1]/x", "expected": "refuse", "id": "M004"}
        {"url": "http://[::ffff:a00:1]/x", "expected": "refuse", "id": "M005"}
        {"url": "http://[0000::ffff:192.168.0.1]/x", "expected": "refuse", "id": "M006"}
        {"url": "http://[::127.0.0.1]/x", "expected": "refuse", "id": "M007"}
        {"url": "http://[64:ff9b::7f00:1]/x", "expected": "refuse", "id": "M008"}
        {"url": "http://[64:ff9b::10.0.0.1]/x", "expected": "refuse", "id": "M009"}
        {"url": "http://[64:ff9b:1::a00:1]/x", "expected": "refuse", "id": "M010"}
        {"url": "http://[2002:7f00:1::]/x", "expected": "refuse", "id": "M011"}
        {"url": "http://[2002:a9fe:a9fe::1]/x", "expected": "refuse", "id": "M012"}
        {"url": "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/x", "expected": "refuse", "id": "M013"}
        {"url": "http://[2001:db8::5]/x", "expected": "refuse", "id": "M014"}
        {"url": "http://[fe80::1]/x", "expected": "refuse", "id": "M015"}
        {"url": "http://[febf::1]/x", "expected": "refuse", "id": "M016"}
        {"url": "http://[fec0::1]/x", "expected": "refuse", "id": "M017"}
        {"url": "http://[fc00::1]/x", "expected": "refuse", "id": "M018"}
        {"url": "http://[fdff:ffff::1]/x", "expected": "refuse", "id": "M019"}
        {"url": "http://[ff02::1]/x", "expected": "refuse", "id": "M020"}
        {"url": "http://[ff05::2]/x", "expected": "refuse", "id": "M021"}
        {"url": "http://[100::1]/x", "expected": "refuse", "id": "M022"}
        {"url": "http://[3fff:1::1]/x", "expected": "refuse", "id": "M023"}
        {"url": "http://[5f00::1]/x", "expected": "refuse", "id": "M024"}
        {"url": "http://[::ffff:0:7f00:1]/x", "expected": "refuse", "id": "M025"}
        {"url": "http://[fd00:ec2::254]/x", "expected": "refuse", "id": "M026"}
        {"url": "http://[2001:10::1]/x", "expected": "refuse", "id": "M027"}
        {"url": "http://[4000::1]/x", "expected": "refuse", "id": "M028"}
        {"url": "http://[fe80::1%25eth0]/x", "expected": "refuse", "id": "M029"}
        {"url": "http://[::1", "expected": "refuse", "id": "M030"}
        {"url": "http://::1/x", "expected": "refuse", "id": "M031"}
        {"url": "http://[::1]x/", "expected": "refuse", "id": "M032"}
        {"url": "http://[v1.fe80]/", "expected": "refuse", "id": "M033"}
        {"url": "https://[2606:4700:4700::1111]/x", "expected": "allow", "id": "M034"}
        {"url": "https://[2a00:1450:4001:800::200e]:443/", "expected": "allow", "id": "M035"}
        {"url": "http://2130706433/x", "expected": "refuse", "id": "M036"}
        {"url": "http://0x7f000001/x", "expected": "refuse", "id": "M037"}
        {"url": "http://017700000001/x", "expected": "refuse", "id": "M038"}
        {"url": "http://0177.0.0.1/x", "expected": "refuse", "id": "M039"}
        {"url": "http://127.1/x", "expected": "refuse", "id": "M040"}
        {"url": "http://127.0.1/x", "expected": "refuse", "id": "M041"}
        {"url": "http://0x7f.0x0.0x0.0x1/x", "expected": "refuse", "id": "M042"}
        {"url": "http://127.0.0.01/x", "expected": "refuse", "id": "M043"}
        {"url": "http://10.0.0.1./x", "expected": "refuse", "id": "M044"}
        {"url": "http://3232235521/x", "expected": "refuse", "id": "M045"}
        {"url": "http://0xc0a80001/x", "expected": "refuse", "id": "M046"}
        {"url": "http://192.168.257/x", "expected": "refuse", "id": "M047"}
        {"url": "http://00000177.0.0.1/x", "expected": "refuse", "id": "M048"}
        {"url": "http://127.0.0.1./x", "expected": "refuse", "id": "M049"}
        {"url": "http://1.2.3/x", "expected": "refuse", "id": "M050"}
        {"url": "http://1.2.3.4.5/x", "expected": "refuse", "id": "M051"}
        {"url": "http://8.8.8.08/x", "expected": "refuse", "id": "M052"}
        {"url": "http://0x8.8.8.8/x", "expected": "refuse", "id": "M053"}
        {"url": "http://256.1.1.1/x", "expected": "refuse", "id": "M054"}
        {"url": "http://93.184.216.34/x", "expected": "allow", "id": "M055"}
        {"url": "https://1.1.1.1:8443/", "expected": "allow", "id": "M056"}
        {"url": "http://0.0.0.0/x", "expected": "refuse", "id": "M057"}
        {"url": "http://10.255.255.255/x", "expected": "refuse", "id": "M058"}
        {"url": "http://100.64.0.1/x", "expected": "refuse", "id": "M059"}
        {"url": "http://100.127.255.254/x", "expected": "refuse", "id": "M060"}
        {"url": "http://169.254.169.254/x", "expected": "refuse", "id": "M061"}
        {"url": "http://172.16.0.1/x", "expected": "refuse", "id": "M062"}
        {"url": "http://172.31.255.255/x", "expected": "refuse", "id": "M063"}
        {"url": "http://192.0.0.8/x", "expected": "refuse", "id": "M064"}
        {"url": "http://192.0.2.9/x", "expected": "refuse", "id": "M065"}
        {"url": "http://192.88.99.1/x", "expected": "refuse", "id": "M066"}
        {"url": "http://192.168.255.255/x", "expected": "refuse", "id": "M067"}
        {"url": "http://198.18.0.1/x", "expected": "refuse", "id": "M068"}
        {"url": "http://198.51.100.7/x", "expected": "refuse", "id": "M069"}
        {"url": "http://203.0.113.9/x", "expected": "refuse", "id": "M070"}
        {"url": "http://224.0.0.1/x", "expected": "refuse", "id": "M071"}
        {"url": "http://255.255.255.255/x", "expected": "refuse", "id": "M072"}
        {"url": "http://168.63.129.16/x", "expected": "refuse", "id": "M073"}
        {"url": "http://100.100.100.200/x", "expected": "refuse", "id": "M074"}
        {"url": "http://172.32.0.1/x", "expected": "allow", "id": "M075"}
        {"url": "http://100.128.0.1/x", "expected": "allow", "id": "M076"}
        {"url": "http://11.0.0.1/x", "expected": "allow", "id": "M077"}
        {"url": "http://127\u30020\u30020\u30021/x", "expected": "refuse", "id": "M078"}
        {"url": "http://127\uff0e0\uff0e0\uff0e1/x", "expected": "refuse", "id": "M079"}
        {"url": "http://\u2488\u2488\u2488\u2488/", "expected": "refuse", "id": "M080"}
        {"url": "http://\uff11\uff12\uff17.0.0.1/", "expected": "refuse", "id": "M081"}
        {"url": "http://loc\u0430lhost/", "expected": "refuse", "resolve": {"xn--loclhost-bfi": [["127.0.0.1"]]}, "id": "M082"}
        {"url": "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/", "expected": "refuse", "id": "M083"}
        {"url": "http://\u00adlocalhost/", "expected": "refuse", "id": "M084"}
        {"url": "http://local\u200dhost/", "expected": "refuse", "id": "M085"}
        {"url": "http://data.example\u3002org/x", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M086"}
        {"url": "https://b\u00fccher.example.org/x", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M087"}
        {"url": "http://data.example.org@127.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M088"}
        {"url": "http://127.0.0.1@data.example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M089"}
        {"url": "http://a:b@data.example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M090"}
        {"url": "http://data.example.org%2f@127.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M091"}
        {"url": "http://data.example.org%00.evil/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M092"}
        {"url": "http://127.0.0.1%23.example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M093"}
        {"url": "http://%6c%6f%63%61%6c%68%6f%73%74/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M094"}
        {"url": "http://data.example.org\\@10.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M095"}
        {"url": "http:\\\\10.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M096"}
        {"url": "http:///10.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M097"}
        {"url": "http:10.0.0.1", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M098"}
        {"url": "http://data.example.org\t.evil/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M099"}
        {"url": "http://data.example.org\r\nHost: x/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M100"}
        {"url": "http://data .example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M101"}
        {"url": " http://data.example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M102"}
        {"url": "http://data.example.org#@10.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M103"}
        {"url": "http://?@10.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M104"}
        {"url": "http://data.example.org:80:22/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M105"}
        {"url": "http://data.example.org:0x50/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M106"}
        {"url": "http://data.example.org:-1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M107"}
        {"url": "http://data.example.org:+80/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M108"}
        {"url": "http://data.example.org: 80/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M109"}
        {"url": "http://data.example.org:65536/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M110"}
        {"url": "http://data.example.org?@10.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M111"}
        {"url": "http://data.example.org/a@10.0.0.1/b", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M112"}
        {"url": "https://data.example.org/%2e%2e/%00?u=http://10.0.0.1/", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M113"}
        {"url": "http://data.example.org:22/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M114"}
        {"url": "http://data.example.org:6379/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M115"}
        {"url": "http://data.example.org:25/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M116"}
        {"url": "https://data.example.org:9200/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M117"}
        {"url": "https://data.example.org:8443/", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M118"}
        {"url": "http://data.example.org:80/", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M119"}
        {"url": "HTTP://DATA.EXAMPLE.ORG/", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M120"}
        {"url": "http://data.example.org./", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M121"}
        {"url": "gopher://data.example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M122"}
        {"url": "file:///etc/passwd", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M123"}
        {"url": "dict://data.example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M124"}
        {"url": "jar:http://data.example.org!/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M125"}
        {"url": "javascript:alert(1)", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M126"}
        {"url": "data:text/html,x", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M127"}
        {"url": "unix:/run/x", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M128"}
        {"url": "ws://data.example.org/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M129"}
        {"url": "view-source:http://10.0.0.1/", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "id": "M130"}
        {"url": "http://localhost/", "expected": "refuse", "resolve": {"localhost": [["10.0.0.5"]]}, "id": "M131"}
        {"url": "http://LOCALHOST./", "expected": "refuse", "resolve": {"localhost": [["10.0.0.5"]]}, "id": "M132"}
        {"url": "http://a.localhost/", "expected": "refuse", "resolve": {"a.localhost": [["10.0.0.5"]]}, "id": "M133"}
        {"url": "http://metadata.google.internal/", "expected": "refuse", "resolve": {"metadata.google.internal": [["10.0.0.5"]]}, "id": "M134"}
        {"url": "http://metadata/", "expected": "refuse", "resolve": {"metadata": [["10.0.0.5"]]}, "id": "M135"}
        {"url": "http://kubernetes.default.svc/", "expected": "refuse", "resolve": {"kubernetes.default.svc": [["10.0.0.5"]]}, "id": "M136"}
        {"url": "http://printer.local/", "expected": "refuse", "resolve": {"printer.local": [["10.0.0.5"]]}, "id": "M137"}
        {"url": "http://host.docker.internal/", "expected": "refuse", "resolve": {"host.docker.internal": [["10.0.0.5"]]}, "id": "M138"}
        {"url": "http://router.home.arpa/", "expected": "refuse", "resolve": {"router.home.arpa": [["10.0.0.5"]]}, "id": "M139"}
        {"url": "http://x.internal/", "expected": "refuse", "resolve": {"x.internal": [["10.0.0.5"]]}, "id": "M140"}
        {"url": "http://mixed.example.org/", "expected": "refuse", "resolve": {"mixed.example.org": [["93.184.216.34", "10.0.0.1"]]}, "id": "M141"}
        {"url": "http://later.example.org/", "expected": "refuse", "resolve": {"later.example.org": [["93.184.216.34"], ["127.0.0.1"]]}, "id": "M142"}
        {"url": "http://v6in.example.org/", "expected": "refuse", "resolve": {"v6in.example.org": [["fd12::1"]]}, "id": "M143"}
        {"url": "http://nat64.example.org/", "expected": "refuse", "resolve": {"nat64.example.org": [["64:ff9b::a9fe:a9fe"]]}, "id": "M144"}
        {"url": "http://none.example.org/", "expected": "refuse", "resolve": {"none.example.org": [[]]}, "id": "M145"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["http://127.0.0.1/"], "id": "M146"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["//127.0.0.1/x"], "id": "M147"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["http://inside.example.org/"], "id": "M148"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["\\\\10.0.0.1\\x"], "id": "M149"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["/\\10.0.0.1/"], "id": "M150"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["http://[::ffff:169.254.169.254]/"], "id": "M151"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["ftp://data.example.org/"], "id": "M152"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["file:///etc/passwd"], "id": "M153"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["http://0x7f.1/"], "id": "M154"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["//data.example.org@10.0.0.1/"], "id": "M155"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]], "inside.example.org": [["192.168.1.1"]]}, "redirects": ["http://data.example.org:22/"], "id": "M156"}
        {"url": "https://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "redirects": ["http://data.example.org/plain"], "id": "M157"}
        {"url": "http://data.example.org/go", "expected": "refuse", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "redirects": ["/1", "/2", "/3", "/4", "/5", "/6"], "id": "M158"}
        {"url": "http://data.example.org/go", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "redirects": ["/1", "../2", "?3", "https://cdn.example.net/x"], "id": "M159"}
        {"url": "http://data.example.org/go", "expected": "allow", "resolve": {"data.example.org": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1:248:1893:25c8:1946"]], "xn--bcher-kva.example.org": [["93.184.216.34"]]}, "redirects": ["/1", "/2", "/3", "/4", "/5"], "id": "M160"}
        {"url": "http://nas.lan/a", "expected": "allow", "resolve": {"nas.lan": [["10.1.2.3"]]}, "allowlist": "nas.lan", "id": "M161"}
        {"url": "http://nas.lan.evil.example.org/a", "expected": "refuse", "resolve": {"nas.lan.evil.example.org": [["10.1.2.3"]]}, "allowlist": "nas.lan", "id": "M162"}
        {"url": "http://10.1.2.3:9000/a", "expected": "allow", "allowlist": "10.1.2.3:9000", "id": "M163"}
        {"url": "http://10.1.2.4:9000/a", "expected": "refuse", "allowlist": "10.1.2.3:9000", "id": "M164"}
        {"url": "http://10.1.2.77/a", "expected": "allow", "allowlist": "10.1.2.0/24", "id": "M165"}
        {"url": "http://10.1.3.1/a", "expected": "refuse", "allowlist": "10.1.2.0/24", "id": "M166"}
        {"url": "http://169.254.169.254/", "expected": "refuse", "allowlist": "169.254.169.254", "id": "M167"}
        {"url": "http://[fd12::9]:9000/", "expected": "allow", "allowlist": "[fd12::9]:9000", "id": "M168"}
        {"url": "http://[::ffff:10.1.2.3]/a", "expected": "refuse", "allowlist": "10.1.2.0/24", "id": "M169"}
        {"url": "http://nas.lan/a", "expected": "refuse", "resolve": {"nas.lan": [["169.254.169.254"]]}, "allowlist": "nas.lan", "id": "M170"}
        """";

    public static TheoryData<string> Cases => [.. Rows.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_odd_address_is_judged_as_by_hand(string row)
    {
        using JsonDocument expected = JsonDocument.Parse(row);

        UrlJudgement judgement = await GuardRehearsal.JudgeAsync(GuardRow.Read(row), new(), TestContext.Current.CancellationToken);

        Assert.Equal(expected.RootElement.GetProperty("expected").GetString() == "allow", judgement.Allowed);
        Assert.NotEmpty(judgement.Message);
    }

    [Theory]
    [InlineData("http://local\u200dhost/a.tcia")]
    [InlineData("https://a\u0378.example.org/a.zip")]
    public void A_host_that_no_name_may_be_is_no_address_for_anybody(string location)
    {
        Assert.Null(new SourceAddress(Domain.Ingestion.SourceKind.Url, location).Url);
        Assert.Null(HostText.Absolute(location));
        Assert.Null(MedAgg.Jobs.Providers.Tcia.TciaReference.Of(location));
    }
}
